import fc from 'fast-check';

/** Objects with the right fields and, now and then, the wrong values. */
export const oddRequests = fc.record(
  {
    prompt: fc.oneof(fc.string(), fc.constant('@cat at dawn'), fc.integer()),
    mode: fc.constantFrom('std', 'pro', 'max'),
    duration: fc.oneof(fc.integer({ min: 2, max: 16 }), fc.double()),
    aspectRatio: fc.constantFrom('16:9', '9:16', '1:1', '4:3'),
    sound: fc.oneof(fc.boolean(), fc.constant(null)),
    image: fc.oneof(fc.webUrl(), fc.string()),
    shots: fc.array(fc.record({ prompt: fc.string(), duration: fc.integer({ min: 0, max: 8 }) })),
    elements: fc.array(fc.record({ name: fc.constantFrom('cat', 'a cat'), videoUrl: fc.webUrl() })),
    callbackUrl: fc.oneof(fc.webUrl(), fc.jsonValue()),
  },
  { requiredKeys: [] },
);

const takes = fc.record({
  prompt: fc.constantFrom(' A cat', 'A dog'),
  duration: fc.integer({ min: 1, max: 5 }),
});

/** What the strict rules accept. */
export const validRequests = fc.record(
  {
    prompt: fc.constantFrom('A cat', ' @cat at dawn '),
    mode: fc.constantFrom('std', 'pro'),
    aspectRatio: fc.constantFrom('16:9', '9:16', '1:1'),
    sound: fc.boolean(),
    image: fc.webUrl(),
    shots: fc.array(takes, { minLength: 3, maxLength: 3 }),
    elements: fc.constantFrom(
      [],
      [{ name: 'cat', description: ' ', videoUrl: 'http://a.example' }],
    ),
    callbackUrl: fc.webUrl(),
  },
  { requiredKeys: ['prompt'] },
);
