// The elements in Solid, with the types of their tags.

import 'agreement-atlas/solid';
import type { AgreementAtlas, Selected } from 'agreement-atlas';
import { createSignal } from 'solid-js';

export function App() {
  let atlas: AgreementAtlas | undefined;
  const [by, setBy] = createSignal<'county' | 'state'>('county');
  const [chosen, setChosen] = createSignal<Selected>();
  return (
    <main>
      <h1>Who works for ICE under 287(g)</h1>
      <button onClick={() => setBy(by() === 'county' ? 'state' : 'county')}>By {by()}</button>
      <button onClick={() => atlas?.update({ asOf: '2025-05-28' })}>28 May 2025</button>
      <output>{chosen()?.name}</output>
      <agreement-atlas ref={atlas} on:agreement-select={(event) => setChosen(event.detail)}>
        <agreement-headline />
        <agreement-search />
        <agreement-map by={by()}><p>A map of agreements by county, not shown here.</p></agreement-map>
        <agreement-place />
        <agreement-filters />
        <agreement-growth split="model"><agreement-note date="2025-05-28">A note</agreement-note></agreement-growth>
        <agreement-grid />
        <agreement-table />
        <agreement-changes />
        <agreement-background />
      </agreement-atlas>
    </main>
  );
}
