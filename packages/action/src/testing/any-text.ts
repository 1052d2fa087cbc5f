import fc from 'fast-check';

/** Text of any code points, halves of pairs included; fast-check's own takes seconds to set up. */
export const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 })
  .map((points) => String.fromCodePoint(...points));
