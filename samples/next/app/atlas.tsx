'use client';

// On the server the package stands for nothing; in the browser it registers the tags.

import 'agreement-atlas/react';
import type { AgreementAtlas, Selected } from 'agreement-atlas';
import { useRef, useState } from 'react';

export function Atlas() {
  const atlas = useRef<AgreementAtlas>(null);
  const [by, setBy] = useState<'county' | 'state'>('county');
  const [chosen, setChosen] = useState<Selected>();
  return (
    <>
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
    </>
  );
}
