//! Where it is: the shapes of counties and the borders between them. It knows no agreements.
