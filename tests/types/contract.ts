// The published types are what the code is: the same classes, the same public members of the same types, and nothing
// more.

import * as contract from 'agreement-atlas';
import * as code from '../../www/elements.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What a class adds to every element; the browser itself calls its callbacks. */
type Callback = 'connectedCallback' | 'disconnectedCallback' | 'attributeChangedCallback';
type Own<Element> = Omit<Element, keyof HTMLElement | Callback>;
type Agrees<Code, Contract> = Same<keyof Own<Code>, keyof Own<Contract>> & Same<Own<Code>, Own<Contract>>;

export const classes: Same<keyof typeof code, keyof typeof contract> = true;
export const view: Agrees<code.AgreementView, contract.AgreementView> = true;
export const filters: Agrees<code.AgreementFilters, contract.AgreementFilters> = true;
export const map: Agrees<code.AgreementMap, contract.AgreementMap> = true;
export const growth: Agrees<code.AgreementGrowth, contract.AgreementGrowth> = true;
export const atlas: Agrees<code.AgreementAtlas, contract.AgreementAtlas> = true;

/** The comparison itself finds what is missing, what is more, and what is of another type. */
type Wrong =
  | Agrees<{ a: string }, { a: string; b: string }>
  | Agrees<{ a: string; b: string }, { a: string }>
  | Agrees<{ a: 1 }, { a: 2 }>;
export const wrong: Wrong = false;
// @ts-expect-error An element does not show its controller.
export type Hidden = code.AgreementMap['paint'];
