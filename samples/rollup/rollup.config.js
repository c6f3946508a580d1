// The second plugin finds the package's files by their addresses and emits them.
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { importMetaAssets } from '@web/rollup-plugin-import-meta-assets';

export default { input: 'main.js', output: { dir: 'dist' }, plugins: [nodeResolve({ browser: true }), importMetaAssets()] };
