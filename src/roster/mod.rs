//! Who has agreed, when: from ICE's lists to the record, and counts of it. It knows no geometry and no drawing.
