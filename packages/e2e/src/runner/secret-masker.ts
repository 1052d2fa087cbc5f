/** Hides registered values, and the usual encodings of them, in everything the runner shows. */
export interface SecretMasker {
  /** Registers a value, and each line of it. */
  add(value: string): void;
  mask(text: string): string;
  /** The registered values, without their encodings. */
  readonly values: ReadonlySet<string>;
}

export function createSecretMasker(secrets: readonly string[] = []): SecretMasker {
  const values = new Set<string>();
  const forms = new Set<string>();
  const add = (value: string) => {
    for (const part of [value, ...value.split(/[\r\n]/)]) {
      if (part.trim() === '') continue;
      values.add(part);
      for (const form of encodings(part)) forms.add(form);
    }
  };
  for (const secret of secrets) add(secret);
  return { add, mask: (text) => maskForms(text, forms), values };
}

/** Positions are found in the text as it came, then merged: two that touch become one `***`. */
function maskForms(text: string, forms: Iterable<string>): string {
  const spans = [...forms]
    .flatMap((form) => findAll(text, form))
    .sort((left, right) => left.start - right.start);
  let masked = '';
  let end = 0;
  for (const span of spans) {
    if (span.start > end || masked === '') masked += `${text.slice(end, span.start)}***`;
    end = Math.max(end, span.end);
  }
  return masked + text.slice(end);
}

function findAll(text: string, form: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (let start = text.indexOf(form); start >= 0; start = text.indexOf(form, start + 1)) {
    spans.push({ start, end: start + form.length });
  }
  return spans;
}

function encodings(value: string): readonly string[] {
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value.toWellFormed()),
    value.replace(/^"(.+)"$/s, '$1'),
    ...[0, 1, 2].map((skippedBytes) => encodeBase64(value, skippedBytes)),
  ];
  return forms.filter((form) => form !== '');
}

/**
 * Base64 works on groups of three bytes: what a value looks like inside a longer text depends on
 * where in a group it begins. Only whole groups are kept, so the neighbours do not matter.
 */
function encodeBase64(value: string, skippedBytes: number): string {
  const bytes = Buffer.from(value).subarray(skippedBytes);
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
}
