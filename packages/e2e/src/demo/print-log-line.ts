import { styleText } from 'node:util';

/** Shows a line of the runner's log in a terminal, as the page of a run would. */
export function printLogLine(line: string): void {
  process.stdout.write(`${dress(line)}\n`);
}

function dress(line: string): string {
  const [, name = '', text = ''] = /^##\[(\w+)\](.*)$/s.exec(line) ?? [];
  switch (name) {
    case 'group':
      return `▼ ${text}`;
    case 'endgroup':
      return '';
    case 'error':
      return styleText('red', `Error: ${text}`);
    case 'warning':
      return styleText('yellow', `Warning: ${text}`);
    case 'notice':
      return styleText('blue', `Notice: ${text}`);
    default:
      return `  ${line}`;
  }
}
