import './n8n-home.mts';
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { BinaryDataService, DataDeduplicationService } from 'n8n-core';
import type {
  DeduplicationItemTypes,
  ICheckProcessedContextData,
  IDataDeduplicator,
  IDeduplicationOutput,
} from 'n8n-workflow';
import { startResumeServer } from './resume-server.mts';

/** n8n-core's own container, which it does not export. */
const fromCore = createRequire(createRequire(import.meta.url).resolve('n8n-core'));
const { Container } = fromCore('@n8n/di');

const table = createDeduplicationTable();
let started: Promise<unknown> | undefined;

/** Starts the services that n8n starts before any workflow; test files of one worker share them. */
export async function startServices(): Promise<DeduplicationTable> {
  started ??= Promise.all([
    binaryData().init(),
    DataDeduplicationService.init(table),
    startResumeServer(),
  ]);
  await started;
  table.clear();
  return table;
}

/** n8n's store for binary data. */
export function binaryData(): BinaryDataService {
  const service: unknown = Container.get(BinaryDataService);
  if (service instanceof BinaryDataService) return service;
  throw new TypeError('n8n-core has no BinaryDataService.');
}

/** The table of n8n's database in which nodes deduplicate; what is in it outlives an execution. */
export interface DeduplicationTable extends IDataDeduplicator {
  clear(): void;
  /** How many rows there are. */
  size(): number;
}

/** Does what n8n's own helper does over its table, which has one row for each id of a node. */
function createDeduplicationTable(): DeduplicationTable {
  const rows = new Map<string, readonly DeduplicationItemTypes[]>();
  const rowOf = (scope: string, { node, workflow }: ICheckProcessedContextData) =>
    `${workflow.id} ${scope === 'node' ? node?.id : ''}`;
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  return {
    clear: () => rows.clear(),
    size: () => rows.size,
    async checkProcessedAndRecord(items, scope, contextData): Promise<IDeduplicationOutput> {
      const row = rowOf(scope, contextData);
      const before = rows.get(row);
      await turn();
      if (before === undefined && rows.has(row)) throw new Error('UNIQUE constraint failed');
      const fresh = items.filter((item) => before?.includes(item) !== true);
      rows.set(row, [...(before ?? []), ...fresh]);
      return { new: fresh, processed: items.filter((item) => before?.includes(item)) };
    },
    async removeProcessed(items, scope, contextData) {
      const row = rowOf(scope, contextData);
      const before = rows.get(row) ?? [];
      await turn();
      rows.set(
        row,
        before.filter((item) => !items.includes(item)),
      );
    },
    async clearAllProcessedItems(scope, contextData) {
      const row = rowOf(scope, contextData);
      await turn();
      rows.delete(row);
    },
    async getProcessedDataCount(scope, contextData) {
      const row = rowOf(scope, contextData);
      await turn();
      return rows.get(row)?.length ?? 0;
    },
  };
}
