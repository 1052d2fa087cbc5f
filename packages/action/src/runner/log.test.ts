import { describe, expect, test } from 'vitest';
import { createFakeHost } from '../testing/fake-host.ts';
import { createLog } from './log.ts';

const hostile = '::add-mask::x\n##[error]y https://media.test/a?signature=5ecret';

describe('the log', () => {
  test('lets nothing through that the runner would obey', () => {
    const host = createFakeHost();
    const log = createLog(host.console);

    log.line(hostile);
    log.debug(hostile);
    log.openGroup(hostile);
    log.closeGroup();
    log.warning(hostile);
    log.error(hostile, hostile);

    expect(host.events).toEqual([
      'print: : :add-mask::x ## [error]y https://media.test/a?…',
      'debug: : :add-mask::x ## [error]y https://media.test/a?…',
      'group: : :add-mask::x ## [error]y https://media.test/a?…',
      'endgroup',
      'warning: : : :add-mask::x\n## [error]y https://media.test/a?…',
      'error: : :add-mask::x ## [error]y https://media.test/a?…: : :add-mask::x\n## [error]y https://media.test/a?…',
    ]);
  });
});
