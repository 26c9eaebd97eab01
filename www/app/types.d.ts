// What the wasm module hands over (crate/figure view and crate/web), as the page's modules see it.

export interface State {
  by: string | null;
  of: string | null;
  filters: Readonly<Record<string, readonly string[]>>;
  set: Readonly<Record<string, string>>;
}

/** The state of the page: what the core knows, and which tables are open. */
export interface PageState extends State {
  open: readonly string[];
}

export interface Choice { code: string; label: string; selected: boolean }
export interface Chip { code: string; label: string; n: number | null; count: string; aria: string; selected: boolean }
export interface FilterField { field: string; label: string; active: boolean; caption: string; clear: string | null; chips: Chip[] }
export interface Bar {
  breakdowns: Choice[]; fields: FilterField[]; n: number; total: number; count: string; effective: string | null;
  active: string; change: string | null; filtered: boolean; announcement: string;
}
export interface FilterTarget { field: string; code: string }
export interface Table {
  caption: string;
  columns: { label: string; numeric: boolean }[];
  rows: { head: string; cells: string[]; target: FilterTarget | null }[];
}
export interface Switch { key: string; label: string; choices: Choice[] }
export interface Figure {
  id: string; title: string; subtitle: string; noteTitle: string; note: string; summary: string[]; footnotes: string[];
  switches: Switch[]; table: Table; file: string;
}
export interface View {
  state: State; synthetic: boolean;
  package: { name: string; version: string | null; sha256: string; title: string };
  bar: Bar;
}

export interface Rect { x: number; y: number; width: number; height: number }
export interface Point {
  id: string; label: string; title: string; details: [string, string][]; filter: [string, string] | null;
  row: number; column: number; x: number; y: number; ring: { bounds: Rect; round: boolean }; hit: Rect;
}
export interface Drawn { width: number; height: number; points: Point[] }
export interface SvgNode { name: string; attributes: [string, string][]; children: (SvgNode | string)[] }

/** What `Session` throws: an `Error` with these. */
export interface CoreError extends Error { code: string; places: string[] }
