// What the build binds can be called as `www/wasm.d.ts` and `importer.d.ts` say: each class and function, with its
// parameters. What it answers with, the bindings themselves do not know. Only `cargo xtask test` compiles this, when they are made.

import * as bound from 'bindings';
import * as typed from 'agreement-atlas-wasm';
import * as importer from 'bindings-importer';
import * as typedImporter from 'agreement-atlas-importer';

/** A parameter; an object of the core is known by what it is on its side. */
type Given<Value> = Value extends { free(): void } ? any : Value;
type Callable<Call> = Call extends (...given: infer Given) => unknown ? (...given: Each<Given>) => unknown : unknown;
type Each<Values> = { [At in keyof Values]: Given<Values[At]> };
type Called<Thing> = { [Name in keyof Thing]: Callable<Thing[Name]> };
type Made<Class extends abstract new (...given: never) => unknown> = new (
  ...given: Each<ConstructorParameters<Class>>
) => Called<InstanceType<Class>>;
/** Functions as they are called, classes as they are made. */
type Fits<Module> = {
  [Name in keyof Module]: Module[Name] extends abstract new (...given: never) => unknown
    ? Made<Module[Name]> & Called<Module[Name]>
    : Callable<Module[Name]>;
};

export const fits: Fits<typeof typed> = bound;
export const fitsImporter: Fits<typeof typedImporter> = importer;
