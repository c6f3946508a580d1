// Serves a folder until it is interrupted: `node demo.mjs FOLDER PORT`.

import { serve } from './server.mjs';

const [folder, port] = process.argv.slice(2);
const { url } = await serve(folder, { port: Number(port), hosted: true });
console.log(`demo        ${url}/ (Ctrl-C ends it)`);
