// The bindings of the importer's module, as its worker calls them; what they are is said in `importer/src/wasm.rs`.

/** Why something is not imported. */
export interface Refusal {
  readonly file: string;
  readonly reason: string;
  readonly message: string;
  /** The day that lets it in; empty where nothing does. */
  readonly accept: string;
}
export interface Report {
  readonly sentence: string;
  readonly day: string;
  readonly lists: readonly { file: string; list: string; kind: 'participating' | 'pending'; rows: number }[];
  readonly numbers: readonly [name: string, n: number][];
  readonly changes: readonly {
    change: string; state: string; agency: string; model: string; signed: string; found: string; made: string;
  }[];
  readonly repaired: readonly {
    list: string; row: number; column: string; found: string; made: string; times: number;
  }[];
  readonly told: readonly string[];
}
export class Outcome {
  report(): Report;
  file(name: string): Uint8Array | undefined;
}
export class Session {
  constructor(today: number);
  hold(name: string, bytes: Uint8Array): void;
  accept(date: string): void;
  /** Throws refusals. */
  read(name: string, bytes: Uint8Array, date: string): void;
  /** Throws refusals. The session is used up. */
  import(): Outcome;
}
/** Throws refusals. */
export function fits(name: string, size: number): void;
export function files(): string[];
export default function init(source: { module_or_path: Response | Promise<Response> }): Promise<unknown>;
