import 'agreement-atlas';
