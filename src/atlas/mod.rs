//! Where it is: the shapes of counties and the borders between them. It knows no agreements, reads no
//! file and draws nothing.

mod decode;
mod front;
mod geography;
mod hit;
mod measure;
mod projection;
mod stream;


pub use geography::{Border, County, Geography, Inset};
pub use projection::project;
