import { suggestName } from '@kling-automation/core';
import type { ActionHost } from '../runner/host.ts';
import type { InputIssue } from './invalid-inputs-error.ts';

/** Reads inputs as values. A value that is not valid becomes an issue, and a default is returned. */
export interface InputReader {
  /** Undefined when it is empty. */
  text(name: string): string | undefined;
  /** @param options.unclear what is returned for a text that is neither true nor false. */
  boolean(
    name: string,
    options: { readonly otherwise: boolean; readonly unclear: boolean },
  ): boolean;
  /** The first choice is the default. */
  choice<const Choice extends string>(
    name: string,
    choices: readonly [Choice, ...Choice[]],
  ): Choice;
  /** Undefined when it is empty or not valid. */
  number(name: string, rule: NumberRule): number | undefined;
  addIssue(input: string, message: string): void;
  /** All issues so far. */
  readonly issues: readonly InputIssue[];
  /** The inputs that nothing has read by now: they do not exist, and are issues, too. */
  findUnknown(): readonly InputIssue[];
}

/** Which numbers are valid. */
export interface NumberRule {
  /** As in "Give a number of minutes above 0": what follows "Give". */
  readonly wanted: string;
  readonly isValid: (number: number) => boolean;
}

/** Reads the inputs that the runner passes. */
export function createInputReader({
  inputNames,
  readInput,
}: Pick<ActionHost, 'inputNames' | 'readInput'>): InputReader {
  const known = new Set<string>();
  const issues: InputIssue[] = [];
  const addIssue = (input: string, message: string) => void issues.push({ input, message });
  const text = (name: string) => {
    known.add(name);
    return readInput(name) || undefined;
  };
  return {
    text,
    addIssue,
    boolean(name, { otherwise, unclear }) {
      // The booleans of YAML 1.2, as @actions/core reads them.
      const given = text(name) ?? String(otherwise);
      if (/^(true|True|TRUE)$/.test(given)) return true;
      if (/^(false|False|FALSE)$/.test(given)) return false;
      addIssue(name, `Give true or false; it is "${given}".`);
      return unclear;
    },
    choice(name, choices) {
      const given = text(name) ?? choices[0];
      const choice = choices.find((each) => each === given);
      if (choice === undefined) addIssue(name, `Choose ${choices.join(', ')}; it is "${given}".`);
      return choice ?? choices[0];
    },
    number(name, { isValid, wanted }) {
      const given = text(name);
      if (given === undefined) return undefined;
      const number = /^\d{0,9}(\.\d{1,9})?$/.test(given) ? Number(given) : Number.NaN;
      if (isValid(number)) return number;
      addIssue(name, `Give ${wanted}; it is "${given}".`);
      return undefined;
    },
    issues,
    findUnknown: () =>
      inputNames
        .filter((name) => !known.has(name))
        .map((name) => ({
          input: name,
          message: `There is no input "${name}". ${suggestName(name, [...known])}`,
        })),
  };
}
