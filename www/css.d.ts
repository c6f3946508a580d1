// A sheet of this folder, as the build makes it small, as text.

declare const css: string;
export default css;
