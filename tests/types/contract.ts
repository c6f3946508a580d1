// The published types are what the code is: the same classes, the same public members of the same types, and nothing
// more.

import * as contract from 'agreement-atlas';
import * as code from '../../www/elements.js';
import * as server from '../../www/server.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What a class adds to every element; the browser itself calls its callbacks. */
type Callback = 'connectedCallback' | 'disconnectedCallback' | 'attributeChangedCallback';
type Own<Element> = Omit<Element, keyof HTMLElement | Callback>;
type Members<Element> = [keyof Own<Element>, Own<Element>];
type Agrees<Code, Contract> = Same<Members<Code>, Members<Contract>>;

export const names: Same<keyof typeof code, keyof typeof contract> = true;
export const configure: Same<typeof code.configure, typeof contract.configure> = true;
/** A server has the same names. */
export const served: Same<keyof typeof code, keyof typeof server> = true;
/** Class by class: an error names those that differ. */
type Classes = {
  [Name in Exclude<keyof typeof code, 'configure'>]: Agrees<InstanceType<(typeof code)[Name]>, InstanceType<(typeof contract)[Name]>>;
};
type True<Each extends { [Name in keyof Each]: true }> = Each;
export type Held = True<Classes>;

/** The comparison itself finds what is missing, what is more, and what is of another type. */
type Wrong =
  | Agrees<{ a: string }, { a: string; b: string }>
  | Agrees<{ a: string; b: string }, { a: string }>
  | Agrees<{ a: 1 }, { a: 2 }>;
export const wrong: Same<Wrong, false> = true;
// @ts-expect-error An element does not show its controller.
export type Hidden = code.AgreementMap['paint'];
