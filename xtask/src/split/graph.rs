//! What refers to what in a linked module, from the relocations that the linker left: functions and pieces of data. It
//! changes nothing.
//!
//! A module alone cannot tell this: an address in it is a number among numbers. The linker knew, and with
//! `--emit-relocs` it says so (<https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md>).

use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::ops::Range;
use wasmparser::{
    Data, DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocSectionReader, RelocationEntry,
    RelocationType, SymbolInfo, TypeRef,
};

/// A function by its index in the linked module, or a piece of data by its index in [`Graph::pieces`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    Function(usize),
    Piece(usize),
}

/// Data that is used as a whole: a symbol, or several that overlap.
#[derive(Debug)]
pub struct Piece {
    /// Where it lies in memory.
    pub memory: Range<u32>,
    /// Whose addresses stand in it.
    pub refers_to: Vec<Node>,
    /// Whether it never changes.
    pub fixed: bool,
}

/// An address in code.
#[derive(Clone, Debug)]
pub struct Address {
    /// Where in the file it stands.
    pub at: usize,
    /// Of what.
    pub to: Node,
}

/// The addresses that functions and data hold. Direct calls are not among them: those stand in the code itself.
#[derive(Debug)]
pub struct Graph {
    /// What each function holds addresses of, the imported functions first.
    pub functions: Vec<Vec<Address>>,
    /// All data that has a name, in the order of memory.
    pub pieces: Vec<Piece>,
}

/// A section with relocations: its number and where its contents begin in the file.
#[derive(Clone, Copy)]
struct Section {
    number: u32,
    start: usize,
}

/// A data segment: its bytes in the file, and where they come to lie in memory.
struct Segment {
    file: Range<usize>,
    memory: u32,
}

/// A linked module as far as it matters here.
#[derive(Default)]
struct Linked<'a> {
    n_imported: usize,
    bodies: Vec<Range<usize>>,
    segments: Vec<Segment>,
    symbols: Vec<SymbolInfo<'a>>,
    /// The names of the data segments, in their order.
    names: Vec<&'a str>,
    relocations: Vec<RelocSectionReader<'a>>,
    code: Option<Section>,
    data: Option<Section>,
}

impl Graph {
    /// Reads a module that was linked with `--emit-relocs`.
    ///
    /// # Errors
    /// It was not, or a relocation is of a kind that is not known here: nothing is guessed.
    pub fn read(module: &[u8]) -> Result<Graph> {
        let linked = Linked::read(module)?;
        let functions = vec![Vec::new(); linked.n_imported + linked.bodies.len()];
        let mut graph = Graph { functions, pieces: linked.pieces() };
        for section in &linked.relocations {
            for relocation in section.entries() {
                let relocation = relocation?;
                let Some(to) = linked.target(&graph.pieces, &relocation)? else { continue };
                linked.hold(&mut graph, section.section_index(), relocation.offset, to)?;
            }
        }
        Ok(graph)
    }

    /// Forgets addresses that stood in instructions, by where in the file those began.
    pub fn forget(&mut self, instructions: &BTreeSet<usize>) {
        for addresses in &mut self.functions {
            // A constant's one byte comes before it.
            addresses.retain(|address| !instructions.contains(&(address.at - 1)));
        }
    }
}

impl<'a> Linked<'a> {
    fn read(module: &'a [u8]) -> Result<Linked<'a>> {
        let mut linked = Linked::default();
        let mut number = 0;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            let section = payload.as_section().map(|(_, range)| Section { number, start: range.start });
            number += u32::from(section.is_some());
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        linked.n_imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { .. } => linked.code = section,
                Payload::CodeSectionEntry(body) => linked.bodies.push(body.range()),
                Payload::DataSection(segments) => {
                    linked.data = section;
                    linked.segments = segments.into_iter().map(|data| segment(data?)).collect::<Result<_>>()?;
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for subsection in linking.subsections() {
                            match subsection? {
                                Linking::SymbolTable(symbols) => {
                                    linked.symbols = symbols.into_iter().collect::<wasmparser::Result<_>>()?;
                                }
                                Linking::SegmentInfo(segments) => {
                                    for segment in segments {
                                        linked.names.push(segment?.name);
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => linked.relocations.push(relocations),
                    _ => {}
                },
                _ => {}
            }
        }
        if linked.symbols.is_empty() || linked.relocations.is_empty() {
            bail!("found a module without relocations, expected one linked with --emit-relocs");
        }
        Ok(linked)
    }

    /// All data that symbols name, parted where no symbol reaches across.
    fn pieces(&self) -> Vec<Piece> {
        let mut ranges: Vec<_> =
            self.symbols.iter().filter_map(|symbol| Some((self.memory(symbol)?, self.is_fixed(symbol)))).collect();
        ranges.retain(|(range, _)| !range.is_empty());
        ranges.sort_by_key(|(range, _)| (range.start, range.end));
        let mut pieces: Vec<Piece> = Vec::new();
        for (range, fixed) in ranges {
            match pieces.last_mut().filter(|last| range.start < last.memory.end) {
                Some(last) => last.memory.end = last.memory.end.max(range.end),
                None => pieces.push(Piece { memory: range, refers_to: Vec::new(), fixed }),
            }
        }
        pieces
    }

    /// Whether a symbol's data lies where nothing is ever written.
    fn is_fixed(&self, symbol: &SymbolInfo) -> bool {
        let SymbolInfo::Data { symbol: Some(defined), .. } = symbol else { return false };
        self.names.get(defined.index as usize).is_some_and(|name| name.starts_with(".rodata"))
    }

    /// Where a symbol's data lies in memory; `None` for what is no data, or none that the file holds.
    fn memory(&self, symbol: &SymbolInfo) -> Option<Range<u32>> {
        let SymbolInfo::Data { symbol: Some(defined), .. } = symbol else { return None };
        let start = self.segments.get(defined.index as usize)?.memory + defined.offset;
        Some(start..start + defined.size)
    }

    /// What a relocation holds the address of; `None` where that is nothing that could be moved.
    fn target(&self, pieces: &[Piece], relocation: &RelocationEntry) -> Result<Option<Node>> {
        use RelocationType::{
            FunctionIndexLeb, GlobalIndexLeb, MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32,
            TableIndexSleb, TableNumberLeb, TypeIndexLeb,
        };
        // Of types, tables and globals a relocation holds no symbol, or none that has a place of its own.
        if matches!(relocation.ty, FunctionIndexLeb | GlobalIndexLeb | TableNumberLeb | TypeIndexLeb) {
            return Ok(None);
        }
        let symbol = self.symbols.get(relocation.index as usize).context("a relocation names no symbol")?;
        Ok(match (relocation.ty, symbol) {
            (TableIndexSleb | TableIndexI32, SymbolInfo::Func { index, .. }) => Some(Node::Function(*index as usize)),
            (MemoryAddrLeb | MemoryAddrSleb | MemoryAddrI32, SymbolInfo::Data { .. }) => {
                let memory = self.memory(symbol);
                memory.and_then(|memory| piece_at(pieces, memory.start)).map(Node::Piece)
            }
            (other, symbol) => bail!("found a relocation {other:?} of {symbol:?}, expected an address"),
        })
    }

    /// Notes an address that stands at an offset of a section.
    fn hold(&self, graph: &mut Graph, section: u32, offset: u32, to: Node) -> Result<()> {
        let start = [self.code, self.data].into_iter().flatten().find(|known| known.number == section);
        let start = start.context("found relocations of another section, expected code and data")?;
        let at = start.start + offset as usize;
        let body = self.bodies.partition_point(|body| body.end <= at);
        if self.bodies.get(body).is_some_and(|body| body.contains(&at)) {
            let function = graph.functions.get_mut(self.n_imported + body).context("a body without a function")?;
            function.push(Address { at, to });
            return Ok(());
        }
        let segment = self.segments.iter().find(|segment| segment.file.contains(&at));
        let segment = segment.context("found a relocation outside of code and data")?;
        let memory = segment.memory + (at - segment.file.start) as u32;
        let piece = piece_at(&graph.pieces, memory).context("found an address in data that no symbol covers")?;
        graph.pieces.get_mut(piece).context("a piece that is none")?.refers_to.push(to);
        Ok(())
    }
}

/// The piece that covers an address.
fn piece_at(pieces: &[Piece], memory: u32) -> Option<usize> {
    let at = pieces.partition_point(|piece| piece.memory.end <= memory);
    pieces.get(at).filter(|piece| piece.memory.contains(&memory)).map(|_| at)
}

fn segment(data: Data) -> Result<Segment> {
    let DataKind::Active { offset_expr, .. } = data.kind else { bail!("found a passive data segment") };
    let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
        bail!("found a data segment whose place is computed, expected a constant");
    };
    Ok(Segment { file: data.range.end - data.data.len()..data.range.end, memory: value as u32 })
}
