import { parse, stringify } from 'flatted';
import type { IRun, IRunExecutionData } from 'n8n-workflow';

/** What n8n writes to its database and reads again: what was one object stays one. */
export function fromDatabase({ data }: Pick<IRun, 'data'>): IRunExecutionData {
  return parse(stringify(data));
}
