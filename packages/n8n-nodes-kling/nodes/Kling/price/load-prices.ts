import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { listPrices } from './list-prices.ts';

/** Lists the prices for the panel, in dollars too. */
export async function loadPrices(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
  const usdPerCredit = this.getCurrentNodeParameter('options.usdPerCredit');
  const shots: unknown = this.getCurrentNodeParameter('shots.shot');
  return listPrices({
    usdPerCredit: typeof usdPerCredit === 'number' ? usdPerCredit : undefined,
    shotDurations: Array.isArray(shots) ? shots.map((shot) => Object(shot).duration) : [],
  });
}
