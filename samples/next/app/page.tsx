// Written on the server: a reader without JavaScript has the sentence.

import { Atlas } from './atlas';

export default function Page() {
  return (
    <main>
      <h1>Who works for ICE under 287(g)</h1>
      <Atlas />
    </main>
  );
}
