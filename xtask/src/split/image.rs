//! What lies in memory before anything runs, and which part of the module brings each byte.

use super::graph::Graph;
use super::plan::Plan;
use anyhow::{Context, Result, bail};
use std::ops::Range;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, MemoryId, Module};

/// Two runs of bytes with no more than so many between them are one segment: another's head is as long.
const HEAD: usize = 8;

/// The segments of a module.
pub struct Image {
    memory: MemoryId,
    runs: Vec<Run>,
    /// Where in memory each part brings what others do, too.
    copies: Vec<Vec<Range<u32>>>,
}

#[derive(Clone)]
struct Run {
    start: u32,
    bytes: Vec<u8>,
    /// Who brings each byte; `None` where nobody reads it.
    parts: Vec<Option<usize>>,
}

impl Image {
    /// Takes all data out of a module. Bytes that no symbol covers are the first part's, unless they are zero, as
    /// memory is anyway.
    ///
    /// # Errors
    /// A segment's place is not a constant.
    pub fn take(module: &mut Module, graph: &Graph, plan: &Plan) -> Result<Image> {
        let memory = module.memories.iter().next().context("found no memory")?.id();
        let mut runs = Vec::new();
        for id in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
            let data = module.data.get_mut(id);
            let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else {
                bail!("found data whose place is computed, expected a constant");
            };
            let (start, bytes) = (start as u32, std::mem::take(&mut data.value));
            let mut parts: Vec<_> = bytes.iter().map(|byte| (*byte != 0).then_some(0)).collect();
            for (piece, part) in graph.pieces.iter().zip(&plan.pieces) {
                let at = |address: u32| (address.max(start) - start) as usize;
                if let Some(covered) = parts.get_mut(at(piece.memory.start)..at(piece.memory.end).min(bytes.len())) {
                    covered.fill(*part);
                }
            }
            runs.push(Run { start, bytes, parts });
            module.data.delete(id);
        }
        module.memories.get_mut(memory).data_segments.clear();
        let copied = |at: &usize| Some(graph.pieces.get(*at)?.memory.clone());
        let copies = plan.copies.iter().map(|copies| copies.iter().filter_map(copied).collect()).collect();
        Ok(Image { memory, runs, copies })
    }

    /// Puts the bytes of one part into it.
    pub fn put(&self, module: &mut Module, part: usize) {
        for run in &self.runs {
            let run = run.with(self.copies.get(part).map(Vec::as_slice).unwrap_or_default(), part);
            for (at, bytes) in run.of(part) {
                let offset = ConstExpr::Value(Value::I32((run.start as usize + at) as i32));
                let segment = module.data.add(DataKind::Active { memory: self.memory, offset }, bytes.to_vec());
                module.memories.get_mut(self.memory).data_segments.insert(segment);
            }
        }
    }
}

impl Run {
    /// The same with what a part brings once more.
    fn with(&self, copies: &[Range<u32>], part: usize) -> Run {
        let mut run = self.clone();
        for range in copies {
            let at = |address: u32| (address.max(self.start) - self.start) as usize;
            let end = at(range.end).min(self.bytes.len());
            if let Some(covered) = run.parts.get_mut(at(range.start)..end) {
                covered.fill(Some(part));
            }
        }
        run
    }

    /// The bytes of a part, as few segments: where each begins, and what it holds.
    fn of(&self, part: usize) -> Vec<(usize, &[u8])> {
        let own = |at: &usize| self.parts.get(*at) == Some(&Some(part)) && self.bytes.get(*at) != Some(&0);
        // A later part must not write over what an earlier one has changed since; the first comes before all others.
        let free =
            |at: usize| part == 0 || self.parts.get(at).is_some_and(|owner| owner.is_none_or(|owner| owner == part));
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for at in (0..self.bytes.len()).filter(own) {
            match spans.last_mut().filter(|(_, end)| at - *end <= HEAD && (*end..at).all(free)) {
                Some((_, end)) => *end = at + 1,
                None => spans.push((at, at + 1)),
            }
        }
        spans.into_iter().filter_map(|(from, to)| Some((from, self.bytes.get(from..to)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], parts: &str, part: usize, expected: &[(usize, &[u8])]) {
        let parts = parts.chars().map(|part| part.to_digit(10).map(|part| part as usize)).collect();
        let run = Run { start: 0, bytes: bytes.to_vec(), parts };
        assert_eq!(run.of(part), expected);
    }

    #[test]
    fn each_part_brings_its_bytes_and_no_zeros_around_them() {
        check(&[0, 7, 0, 8, 0, 9], "000011", 0, &[(1, &[7, 0, 8])]);
        check(&[0, 7, 0, 8, 0, 9], "000011", 1, &[(5, &[9])]);
        check(&[0, 0], "00", 0, &[]);
    }

    #[test]
    fn a_later_part_leaves_what_others_own_as_it_stands() {
        // The first writes before anything runs: what lies between is the others' until they come.
        check(&[1, 2, 3], "010", 0, &[(0, &[1, 2, 3])]);
        check(&[1, 2, 3], "101", 1, &[(0, &[1]), (2, &[3])]);
        check(&[1, 0, 3], "1-1", 1, &[(0, &[1, 0, 3])]);
        let far = [[1].as_slice(), &[0; HEAD + 1], &[2]].concat();
        check(&far, "1---------1", 1, &[(0, &[1]), (HEAD + 2, &[2])]);
    }
}
