import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { density, pollingEffort, survival } from './lognormal.ts';

const runTime = { medianSeconds: 100, sigma: 0.35 };

describe('lognormal', () => {
  test('half of all tasks are over at the median', () => {
    expect(survival(runTime, 100)).toBeCloseTo(0.5, 6);
  });

  test('agrees with the table of the normal distribution two deviations out', () => {
    expect(survival(runTime, 100 * Math.exp(0.7))).toBeCloseTo(0.022_750_13, 7);
    expect(survival(runTime, 100 * Math.exp(-0.7))).toBeCloseTo(0.977_249_87, 7);
  });

  test('keeps its relative precision eight deviations out', () => {
    expect(survival(runTime, 100 * Math.exp(2.8)) / 6.220_960_574e-16).toBeCloseTo(1, 5);
  });

  test('has the density that the survival loses', () => {
    const lost = survival(runTime, 119.5) - survival(runTime, 120.5);

    expect(density(runTime, 120)).toBeCloseTo(lost, 6);
  });

  test('bounds polls × lag at 30.5 for the run times of the peer study', () => {
    expect(pollingEffort(runTime) ** 2 / 2).toBeCloseTo(30.5, 1);
  });

  test('asks for more effort when tasks vary more', () => {
    const sigma = fc.double({ min: 0.05, max: 1, noNaN: true });
    fc.assert(
      fc.property(sigma, sigma, (one, other) => {
        fc.pre(Math.abs(one - other) > 0.01);
        const [steady, varied] = [Math.min(one, other), Math.max(one, other)];

        const effortSteady = pollingEffort({ medianSeconds: 100, sigma: steady });
        const effortVaried = pollingEffort({ medianSeconds: 100, sigma: varied });

        expect(effortSteady).toBeLessThan(effortVaried);
      }),
    );
  });
});
