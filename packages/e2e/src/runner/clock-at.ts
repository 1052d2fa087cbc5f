/**
 * The environment in which a step believes that it starts at a given moment: its clock runs from
 * there on, its timers are real.
 *
 * @param moment such as `2026-11-23T09:00:00Z`.
 */
export function clockAt(moment: string): Readonly<Record<string, string>> {
  const program = `
    const { Date } = globalThis;
    const offset = ${Date.parse(moment)} - Date.now();
    globalThis.Date = class extends Date {
      constructor(...parts) {
        if (parts.length === 0) super(Date.now() + offset);
        else super(...parts);
      }
      static now() {
        return Date.now() + offset;
      }
    };
    const timeOrigin = performance.timeOrigin + offset;
    Object.defineProperty(performance, 'timeOrigin', { value: timeOrigin });
  `;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` };
}
