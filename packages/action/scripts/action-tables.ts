import { parse } from 'yaml';

/**
 * Replaces what is between `<!-- inputs -->` and `<!-- /inputs -->`, and the same for outputs,
 * by tables made of an action.yml.
 *
 * @throws {Error} when a pair of marks is missing.
 */
export function withActionTables(readme: string, actionYml: string): string {
  const manifest: ActionManifest = parse(actionYml);
  const inputs = Object.entries(manifest.inputs).map(([name, { default: value, description }]) => [
    `\`${name}\``,
    description,
    value === '' ? '' : `\`${value}\``,
  ]);
  const outputs = Object.entries(manifest.outputs).map(([name, { description }]) => [
    `\`${name}\``,
    description,
  ]);
  const withInputs = replaceBetween(readme, 'inputs', table(['Input', '', 'Default'], inputs));
  return replaceBetween(withInputs, 'outputs', table(['Output', ''], outputs));
}

/** What GitHub's own check, which runs in the tests, has found well-formed. */
interface ActionManifest {
  readonly inputs: Readonly<Record<string, { description: string; default: string }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function cell(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function replaceBetween(text: string, mark: string, content: string): string {
  const [start, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The README lacks ${start} … ${end}.`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}
