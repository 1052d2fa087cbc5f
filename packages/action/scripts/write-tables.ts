/** Puts the inputs and outputs of action.yml into the README. A test shows when that is due. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withActionTables } from './action-tables.ts';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));
const manifest = fileURLToPath(new URL('../../../action.yml', import.meta.url));

const text = readFileSync(readme, 'utf8');
writeFileSync(readme, withActionTables(text, readFileSync(manifest, 'utf8')));
