import { configure } from 'agreement-atlas';

// Where the package's files were copied to.
configure({ base: '/static/agreement-atlas/' });
