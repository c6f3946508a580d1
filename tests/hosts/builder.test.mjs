// The builder's code for React, as React itself has it: built from the packed package, its attributes set, its view
// painted, whatever stands in a value.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { PACKAGE, copied, opened } from './support.mjs';

const run = promisify(execFile);

for (const [q, show] of [['police', 'map,growth'], [`"><script>window.hit = 1</script>{hit=1}'\\" &quot; </p>`, 'map']]) {
  test(`the builder's code for React shows what was chosen: ${show}, ${q}`, async () => {
    const asked = new URLSearchParams({ show, by: 'state', 'as-of': '2025-05-28', q, kind: 'react' });
    const builder = await opened(PACKAGE, { url: `/builder.html?${asked}` });
    await builder.locator('.box agreement-map [part=title]').filter({ hasText: 'by state' }).waitFor();
    const code = await builder.locator('textarea').inputValue();
    await builder.close();
    const folder = await copied('react');
    await writeFile(join(folder, 'src/app.tsx'), `${code}\n\nexport { Agreements as App };\n`);
    await run('npm', ['run', 'build', '--silent'], { cwd: folder });
    const it = await opened(join(folder, 'dist'));
    await it.locator('agreement-map [part=title]').filter({ hasText: 'by state' }).waitFor();
    assert.match(await it.locator('agreement-map [part=date]').innerText(), /May 28, 2025/);
    assert.equal(await it.locator('[q]').getAttribute('q'), q);
    assert.equal(await it.evaluate(() => window.hit), undefined);
    assert.deepEqual(it.log.errors, []);
    await it.close();
  });
}
