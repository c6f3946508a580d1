// The pages that ship load by themselves: nothing missing, nothing thrown, nobody else asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './support.mjs';

for (const url of ['/', '/frame.html']) {
  test(`${url} loads, quietly`, async () => {
    const { log } = await page({ url, wait: 'networkidle' });
    assert.deepEqual(log, { console: [], errors: [], foreign: [], failed: [], violations: [] });
  });
}
