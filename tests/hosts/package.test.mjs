// The package as npm would have it: what it says of itself is there, is found by everybody who resolves it, and is of
// the types that it claims.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { HOSTS, PACKAGE, copied, tool } from './support.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'));
const FRAMEWORKS = ['react', 'preact', 'solid', 'svelte', 'vue'];
const SCRIPTS = ['.', './define', './elements', ...FRAMEWORKS.map((name) => `./${name}`)];
/** Compiles as strictly as the project itself. */
const compile = (folder) => promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['--project', folder]).catch((error) => {
  throw new Error(error.stdout, { cause: error });
});

test('each name that the manifest gives has its file', async () => {
  const files = (entry) => (typeof entry === 'string' ? [entry] : Object.values(entry).flatMap(files));
  const named = [manifest.main, manifest.types, manifest.unpkg, manifest.jsdelivr, manifest.customElements];
  for (const file of [...files(manifest.exports), ...named]) await access(join(PACKAGE, file));
  for (const file of [...manifest.files, 'README.md']) await access(join(PACKAGE, file));
});

test('publint has nothing to say', async () => {
  assert.doesNotMatch(await tool('publint', ['run', '--strict', '--pack', 'npm', PACKAGE], HOSTS), /Errors|Warnings|Suggestions/);
});

test('types are found however a package is resolved', async () => {
  // Of what is no script there are no types; and a module of this kind cannot be required.
  const words = [join(HOSTS, `agreement-atlas-${manifest.version}.tgz`), '--profile', 'esm-only', '--entrypoints', ...SCRIPTS];
  await tool('attw', words, HOSTS);
});

test('a server imports every script, gets the same names, and nothing is thrown', async () => {
  const script = `
    const all = await Promise.all(${JSON.stringify(SCRIPTS)}.map((name) => import(name.replace('.', 'agreement-atlas'))));
    all[0].configure({ base: '/static' });
    console.log(JSON.stringify(all.map((it) => Object.keys(it).sort())));`;
  const { stdout } = await promisify(execFile)('node', ['--input-type=module', '--eval', script], { cwd: HOSTS });
  const names = JSON.parse(stdout);
  const classes = JSON.parse(await readFile(join(PACKAGE, 'custom-elements.json'), 'utf8')).modules[0].declarations;
  for (const own of names) assert.deepEqual(own, names[0]);
  for (const { name } of classes) assert.ok(names[0].includes(name), name);
});

test('the elements that are listed are those that there are', async () => {
  const { modules: [, { exports }] } = JSON.parse(await readFile(join(PACKAGE, 'custom-elements.json'), 'utf8'));
  const code = await readFile(join(root, 'www/define.js'), 'utf8');
  const tags = [...code.matchAll(/^ {2}(\w+): Agreement/gm)].map(([, word]) => `agreement-${word}`);
  assert.deepEqual(exports.map(({ name }) => name).sort(), tags.sort());
});

const CONFIG = {
  strict: true, noEmit: true, target: 'es2022', lib: ['es2024', 'dom', 'dom.iterable'], module: 'esnext',
  moduleResolution: 'bundler', types: [], skipLibCheck: false, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true,
};

/** A folder of our own samples of types, among the installed packages. */
async function typed(name, text, options = {}, file = 'sample.tsx') {
  const folder = join(HOSTS, 'samples', `types-${name}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), text);
  const config = { compilerOptions: { ...CONFIG, ...options }, files: [file] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
  return folder;
}

test('strict TypeScript knows every public name, by its package', async () => {
  const sample = await readFile(join(root, 'tests/types/sample.ts'), 'utf8');
  for (const [name, options] of Object.entries({ bundler: {}, node: { module: 'nodenext', moduleResolution: 'nodenext' } })) {
    const folder = await typed(name, sample, options, 'sample.mts');
    await compile(folder);
  }
});

test('the samples of React 19, Preact, Solid and Next are strict TypeScript', async () => {
  for (const name of ['react', 'preact', 'solid']) await compile(await copied(name));
  const next = await copied('next', 'types-next');
  // Next's own types are its own to mend.
  const config = { compilerOptions: { ...CONFIG, jsx: 'react-jsx', skipLibCheck: true }, include: ['app'] };
  await writeFile(join(next, 'tsconfig.json'), JSON.stringify(config));
  await compile(next);
});

/** What checks the files of Svelte and of Vue: a sample as it is, and with a value that there is not. */
const CHECKS = {
  svelte: ['svelte-check', ['--tsconfig', './tsconfig.json', '--fail-on-warnings', '--output', 'machine']],
  vue: ['vue-tsc', ['--project', '.']],
};
for (const [name, [program, words]] of Object.entries(CHECKS)) {
  test(`the sample of ${name} is strict TypeScript, and one with a wrong value is not`, async () => {
    const folder = await copied(name, `types-${name}-sample`);
    // Unless it is told to, Vue's takes any attribute of any tag.
    const vueCompilerOptions = { strictTemplates: true };
    const config = { compilerOptions: { ...CONFIG, skipLibCheck: true }, include: ['src'], vueCompilerOptions };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    await tool(program, words, folder);
    const path = join(folder, 'src', `App.${name}`);
    const good = await readFile(path, 'utf8');
    await writeFile(path, good.replace('split="model"', 'split="town"'));
    assert.notEqual(await readFile(path, 'utf8'), good);
    await assert.rejects(tool(program, words, folder), /town/);
  });
}

/** Every tag that is listed: none may be forgotten in a list of types. */
const tags = JSON.parse(await readFile(join(PACKAGE, 'custom-elements.json'), 'utf8')).modules[1].exports.map(({ name }) => name);
/** Those that follow no query. */
const PLAIN = ['agreement-note'];
const rest = tags.filter((tag) => !PLAIN.includes(tag));

/** A tag with attributes both ways, an event, and what there is not. */
const jsx = (name, event) => `
  import 'agreement-atlas/${name}';
  const rest = <>${rest.map((tag) => `<${tag} state="FL" />`).join('')}</>;
  export const good = (
    <agreement-atlas as-of="2025-05-28" base="/static/" ${event}={(event: CustomEvent<{ code: string }>) => console.log(event.detail.code)}>
      <agreement-map by="state" theme="dark" id="map" />
      <agreement-growth split="model"><agreement-note date="2025">words</agreement-note></agreement-growth>
      <agreement-headline /><agreement-search /><agreement-place /><agreement-filters /><agreement-grid />
      <agreement-table unit="agencies" /><agreement-changes since="30d" /><agreement-background />
      <agreement-step as-of="2025-05-28" state="FL"><p>words</p></agreement-step>
    </agreement-atlas>
  );
  export const all = rest;
  // @ts-expect-error
  export const value = <agreement-map by="town" />;
  // @ts-expect-error
  export const tag = <agreement-town />;
`;

test('JSX of React, Preact and Solid knows tags, attributes and events', async () => {
  const kinds = {
    react: ['onagreement-select', { jsx: 'react-jsx' }],
    preact: ['onagreement-select', { jsx: 'react-jsx', jsxImportSource: 'preact' }],
    solid: ['on:agreement-select', { jsx: 'preserve', jsxImportSource: 'solid-js' }],
  };
  for (const [name, [event, options]] of Object.entries(kinds)) {
    // Frameworks' own types are theirs to mend.
    const folder = await typed(name, jsx(name, event), { ...options, skipLibCheck: true });
    await compile(folder);
  }
});

test('Svelte and Vue know the tags', async () => {
  const svelte = `import 'agreement-atlas/svelte';
    import type { SvelteHTMLElements } from 'svelte/elements';
    export const map: SvelteHTMLElements['agreement-map'] = { by: 'state', 'as-of': '2025-05-28', class: 'wide' };
    export const atlas: SvelteHTMLElements['agreement-atlas'] = { 'onagreement-select': ({ detail }) => detail.code.length };
    // @ts-expect-error
    export const town: SvelteHTMLElements['agreement-map'] = { by: 'town' };`;
  await compile(await typed('svelte', svelte, { skipLibCheck: true }, 'sample.ts'));
  const vue = `import 'agreement-atlas/vue';
    import type { GlobalComponents } from 'vue';
    type Props<Tag extends keyof GlobalComponents> =
      GlobalComponents[Tag] extends new (...words: never[]) => { $props: infer P } ? P : never;
    export const map: Props<'agreement-map'> = { by: 'state', asOf: '2025-05-28', class: 'wide' };
    // @ts-expect-error
    export const town: Props<'agreement-map'> = { by: 'town' };`;
  await compile(await typed('vue', vue, { skipLibCheck: true }, 'sample.ts'));
});

test('what a page copies has a README of its own, whose imports there are', async () => {
  const readme = await readFile(join(PACKAGE, 'README.md'), 'utf8');
  for (const [, path] of readme.matchAll(/`agreement-atlas(\/[\w-]+)?`/g)) assert.ok(manifest.exports[`.${path ?? ''}`], path);
  for (const name of FRAMEWORKS) assert.ok(readme.includes(`/${name}\``), name);
});
