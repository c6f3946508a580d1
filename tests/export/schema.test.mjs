// The descriptor of a data package against the schema that its form is published with; ../fixtures/README.md says from
// where. The package is what `agreement-atlas export` has written to the folder named in EXPORTED.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import Ajv from 'ajv-draft-04';
import formats from 'ajv-formats';

const json = async (path) => JSON.parse(await readFile(path, 'utf8'));

const schema = await json(new URL('../fixtures/tabular-data-package.json', import.meta.url));
const ajv = new Ajv({ strict: false });
formats(ajv);
// For forms that people fill in: it says nothing of the text.
ajv.addFormat('textarea', true);
const accepts = ajv.compile(schema);

/** What is to be refused, so that silence says something: a value for a place in the descriptor. */
const REFUSED = [
  ['/profile', 'data-package'],
  ['/name', 'Agreement Atlas'],
  ['/licenses/0/path', '/LICENSE'],
  ['/sources/0/path', '../lists'],
  ['/sources/0/title', null],
  ['/resources', []],
  ['/resources/0/name', 'All Agreements'],
  ['/resources/0/path', '../agreements.csv'],
  ['/resources/0/hash', 'sha256:of the file'],
  ['/resources/1/profile', 'data-resource'],
  ['/resources/1/schema/fields/0/type', 'text'],
  ['/resources/1/schema/fields/0/constraints/required', 'yes'],
  ['/resources/1/schema/missingValues', ''],
];

test('the descriptor is of the published schema', async () => {
  const descriptor = await json(join(process.env.EXPORTED, 'datapackage.json'));
  assert.ok(accepts(descriptor), ajv.errorsText(accepts.errors));
  for (const [place, value] of REFUSED) {
    const changed = structuredClone(descriptor);
    const parts = place.split('/').slice(1);
    const last = parts.pop();
    const within = parts.reduce((node, part) => node[part], changed);
    within[last] = value;
    assert.ok(!accepts(changed), place);
  }
});
