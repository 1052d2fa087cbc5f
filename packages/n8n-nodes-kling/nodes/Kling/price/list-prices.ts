import { approximateUsd, creditsPerSecond, defaultUsdPerCredit } from '@kling-automation/core';
import type { DisplayCondition, IDisplayOptions, INodePropertyOptions } from 'n8n-workflow';
import { listShots, type ShotList, withShots } from './shot-lists.ts';

/** The value of every entry; an empty one would show nothing. */
export const shownPrice = 'current';

/** What the prices depend on besides the fields that the editor compares. */
interface PriceOptions {
  /** @default 0.01 */
  readonly usdPerCredit?: number | undefined;
  /** The seconds of the shots, as they are in the panel. @default no shots */
  readonly shotDurations?: readonly unknown[] | undefined;
}

/**
 * Lists every price there is, each with the fields that make it; the editor shows the one that fits.
 * So it stays true while somebody types. A single price would have to be asked for again with each
 * change, and the editor does not ask while any expression of the node, such as the prompt, has no
 * value yet. For the same reason the dollars come with their rate.
 */
export function listPrices({
  shotDurations = [],
  usdPerCredit = defaultUsdPerCredit,
}: PriceOptions = {}): INodePropertyOptions[] {
  const dollars = (credits: number) => `$${approximateUsd(credits, usdPerCredit).toFixed(2)}`;
  const shotLists = listShots(shotDurations);
  const prices = everyPrice(shotLists).map(({ credits, unit, when }) => ({
    name: `${range(credits, String)} ${unit}, about ${range(credits, dollars)} at $${usdPerCredit} each`,
    when,
  }));
  const ofPanel = [...prices, ...impossible, ...impossibleShots(shotLists)].map((price) => ({
    ...price,
    when: { ...price.when, hide: { ...price.when.hide, ...fromColumns } },
  }));
  const { least, most } = span(Object.values(creditsPerSecond).flatMap(Object.values<number>));
  const all = [least * 3, most * 15] as const;
  const ofColumns = {
    name: `${range(all, String)} credits, by the columns of each item`,
    when: { show: fromColumns },
  };
  return [...ofPanel, ofColumns].map(({ name, when }) => ({
    name,
    value: shownPrice,
    displayOptions: when,
  }));
}

/** The editor does not know the items. */
const fromColumns = { fieldsFrom: ['columns'] };

interface Price {
  /** The least and the most that it can be. */
  readonly credits: readonly [least: number, most: number];
  readonly unit: string;
  readonly when: IDisplayOptions;
}

const durations = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

function everyPrice(shotLists: readonly ShotList[]): readonly Price[] {
  return everyRate().flatMap(({ hide, least, most }) => [
    ...durations.map((seconds) => ({
      credits: [least * seconds, most * seconds] as const,
      unit: 'credits',
      when: { hide: { ...hide, ...withShots, duration: [otherThan(seconds)] } },
    })),
    {
      credits: [least * 3, most * 15] as const,
      unit: 'credits',
      when: { hide: { ...hide, ...withShots, duration: [anyNumber] } },
    },
    ...shotLists.filter(isPossible).map(({ seconds, when }) => ({
      credits: [least * (seconds ?? 1), most * (seconds ?? 1)] as const,
      unit:
        seconds === undefined ? 'credits per second of shots' : `credits for ${seconds} s of shots`,
      when: { ...when, hide: { ...hide, ...when.hide } },
    })),
  ]);
}

function isPossible({ seconds }: ShotList): boolean {
  return seconds === undefined || durations.includes(seconds);
}

type Conditions = Readonly<Record<string, (DisplayCondition | string | number | boolean)[]>>;

/** A second, by mode and sound; where one of them is an expression it can be anything. */
function everyRate() {
  const modes = Object.entries(creditsPerSecond).map(([mode, rates]) => ({
    rates: [rates],
    hide: { mode: [otherThan(mode)] } satisfies Conditions,
  }));
  const anyMode = { rates: Object.values(creditsPerSecond), hide: { mode: anyWord } };
  return [...modes, anyMode].flatMap(({ hide, rates }) => {
    const silent = rates.map((rate) => rate.silent);
    const withSound = rates.map((rate) => rate.withSound);
    return [
      { ...span(silent), hide: { ...hide, sound: [otherThan(false)] } },
      { ...span(withSound), hide: { ...hide, sound: [otherThan(true)] } },
      { ...span([...silent, ...withSound]), hide: { ...hide, sound: [true, false] } },
    ];
  });
}

function span(credits: readonly number[]) {
  return { least: Math.min(...credits), most: Math.max(...credits) };
}

function range([least, most]: Price['credits'], write: (credits: number) => string): string {
  return least === most ? write(least) : `${write(least)}–${write(most)}`;
}

function otherThan(value: string | number | boolean): DisplayCondition {
  return { _cnd: { not: value } };
}

// The editor compares what is written in a field: an expression begins with an equals sign.
const anyNumber: DisplayCondition = { _cnd: { gte: -1e9 } };
/** No regular expression: n8n stops one by the clock, also on a machine that is only busy. */
const anyWord: DisplayCondition[] = [{ _cnd: { lt: '=' } }, { _cnd: { gte: '>' } }];
// Not `startsWith`: before n8n 2.30 that throws for a number.
const anyExpression: DisplayCondition = { _cnd: { between: { from: '=', to: '=\uFFFF' } } };

interface Impossible {
  readonly name: string;
  readonly when: IDisplayOptions;
}

const impossible: readonly Impossible[] = [
  {
    name: 'None: the duration must be 3 to 15 whole seconds',
    when: { hide: { ...withShots, duration: [...durations, anyExpression] } },
  },
  {
    name: 'None: the mode must be Standard or Pro',
    when: { hide: { mode: [...Object.keys(creditsPerSecond), anyExpression] } },
  },
];

function impossibleShots(shotLists: readonly ShotList[]): readonly Impossible[] {
  return shotLists.flatMap(({ seconds, when }) =>
    seconds === undefined || durations.includes(seconds)
      ? []
      : [{ name: `None: the shots last ${seconds} s, but must last 3 to 15 whole seconds`, when }],
  );
}
