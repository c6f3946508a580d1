// A folder of static files, as a host of files takes it.
export default { output: 'export' };
