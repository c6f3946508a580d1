// What `cargo xtask test` holds the scripts to: the recommended rules. Types are tsc's business, so is the reach of
// names.

import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';

export default defineConfig([
  { ignores: ['target/', 'pkg/'] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { files: ['www/**/*.js'], languageOptions: { globals: globals.browser } },
  // A test's script is half of it in Node, half in the page.
  { files: ['tests/**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  // Half of it in Node, half in the page, as a test.
  { files: ['bench/**/*.{js,mjs}'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  // A sample's page, and what builds it.
  { files: ['samples/**/*.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ['xtask/**/*.mjs'], languageOptions: { globals: globals.node } },
]);
