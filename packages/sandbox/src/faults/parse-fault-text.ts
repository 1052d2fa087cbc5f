import { type Fault, faultRuleSchema } from './fault-rule.ts';

/**
 * Parses a fault as it is written on the command line: `kind[:times][,name=value…]`, such as
 * `server-error:3,on=read,httpStatus=503`.
 *
 * @throws {RangeError} with a message of one sentence when it is not a fault.
 */
export function parseFaultText(text: string): Fault {
  const [head = '', ...settings] = text.split(',');
  const [kind, times] = head.split(':');
  const parsed = faultRuleSchema.safeParse({
    kind,
    ...(times === undefined ? {} : { times: readValue(times) }),
    ...Object.fromEntries(settings.map(readSetting)),
  });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new RangeError(`The fault "${text}" is invalid: ${issues.join('; ')}.`);
}

function readSetting(setting: string): readonly [name: string, value: string | number] {
  const place = setting.indexOf('=');
  if (place < 0) return [setting, ''];
  return [setting.slice(0, place), readValue(setting.slice(place + 1))];
}

function readValue(text: string): string | number {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}
