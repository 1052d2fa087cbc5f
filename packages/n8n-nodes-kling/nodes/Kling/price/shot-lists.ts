import type { DisplayCondition, IDisplayOptions } from 'n8n-workflow';

/** Shots as they were when the editor asked for prices, and the fields that prove it is still so. */
export interface ShotList {
  /** Undefined where an expression, or a change since then, leaves the seconds open. */
  readonly seconds: number | undefined;
  readonly when: IDisplayOptions;
}

const exists: DisplayCondition = { _cnd: { exists: true } };

/** Fields with shots; the seconds of these count, not those of the video. */
const hasShots = { 'shots.shot': [exists] };

/** Shots as JSON, which the editor cannot read. */
const hasJson = { specifyShots: ['json'] };

/** Where any of these holds, the seconds of the video do not count. */
export const withShots = { ...hasShots, ...hasJson };

/**
 * Lists what the shots of a panel may be: as they were read, with the sum of their seconds, or
 * different. The editor asks for prices again when shots change, but not while an expression of the
 * node has no value; a sum is therefore shown only beside the very shots that it is the sum of.
 */
export function listShots(durations: readonly unknown[]): readonly ShotList[] {
  const open: ShotList = { seconds: undefined, when: { show: hasJson } };
  const known = durations.filter((duration) => typeof duration === 'number');
  if (known.length === 0 || known.length < durations.length) {
    return [open, { seconds: undefined, when: { show: hasShots } }];
  }
  const next = `shots.shot[${known.length}]`;
  return [
    open,
    {
      seconds: known.reduce((sum, duration) => sum + duration, 0),
      when: { show: hasShots, hide: { ...otherThan(known), [next]: [exists] } },
    },
    // One for each place of the first difference, because the editor shows an entry if all match.
    ...known.map((duration, place) => ({
      seconds: undefined,
      when: {
        show: hasShots,
        hide: { ...otherThan(known.slice(0, place)), [durationAt(place)]: [duration] },
      },
    })),
    {
      seconds: undefined,
      when: { show: { ...hasShots, [next]: [exists] }, hide: otherThan(known) },
    },
  ];
}

function otherThan(durations: readonly number[]): NonNullable<IDisplayOptions['hide']> {
  return Object.fromEntries(
    durations.map((duration, place) => [durationAt(place), [{ _cnd: { not: duration } }]]),
  );
}

function durationAt(place: number): string {
  return `shots.shot[${place}].duration`;
}
