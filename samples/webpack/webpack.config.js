// Nothing is to be said of the package: webpack finds its files by their addresses.
export default { mode: 'production', entry: './main.js', performance: { hints: false } };
