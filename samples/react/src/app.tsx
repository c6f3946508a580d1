// The elements in React 19, with the types of their tags. It can be rendered on a server, too.

import 'agreement-atlas/react';
import type { AgreementAtlas, Selected } from 'agreement-atlas';
import { useRef, useState } from 'react';

export function App() {
  const atlas = useRef<AgreementAtlas>(null);
  const [by, setBy] = useState<'county' | 'state'>('county');
  const [chosen, setChosen] = useState<Selected>();
  return (
    <main>
      <h1>Who works for ICE under 287(g)</h1>
      <button onClick={() => setBy(by === 'county' ? 'state' : 'county')}>By {by}</button>
      <button onClick={() => atlas.current?.update({ asOf: '2025-05-28' })}>28 May 2025</button>
      <output>{chosen?.name}</output>
      <agreement-atlas ref={atlas} onagreement-select={(event) => setChosen(event.detail)}>
        <agreement-headline />
        <agreement-search />
        <agreement-map by={by}><p>A map of agreements by county, not shown here.</p></agreement-map>
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
