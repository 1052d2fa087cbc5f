import { describe, expect, test } from 'vitest';
import { createSecretMasker } from './secret-masker.ts';
import { createStepLog } from './step-log.ts';

function read(...lines: readonly string[]) {
  const writer = createStepLog({ masker: createSecretMasker() });
  for (const line of lines) writer.accept(line);
  return writer.log;
}

describe('the log of a step', () => {
  test('shows text as it is and commands as the runner prints them', () => {
    const log = read('hello', '::group::Waiting', '12 s', '::endgroup::', '::debug::hidden');

    expect(log.lines).toEqual(['hello', '##[group]Waiting', '12 s', '##[endgroup]']);
  });

  test('turns errors, warnings and notices into annotations', () => {
    const log = read('::error title=No key::Set api-key.', '::warning::Slow.', '##[notice]Hello.');

    expect(log.annotations).toEqual([
      { level: 'error', title: 'No key', message: 'Set api-key.' },
      { level: 'warning', message: 'Slow.' },
      { level: 'notice', message: 'Hello.' },
    ]);
    expect(log.lines).toEqual(['##[error]Set api-key.', '##[warning]Slow.', '##[notice]Hello.']);
  });

  test('keeps ten annotations of a level, and cuts a message at 4096 characters', () => {
    const log = read(
      ...Array.from({ length: 12 }, () => '::error::again'),
      `::notice::${'x'.repeat(5000)}`,
    );

    expect(log.annotations.filter(({ level }) => level === 'error')).toHaveLength(10);
    expect(log.annotations.at(-1)?.message).toHaveLength(4096);
  });

  test('masks what comes after add-mask, and does not echo the command', () => {
    const log = read('aio_secret', '::add-mask::aio_secret', 'aio_secret', '::error::aio_secret');

    expect(log.lines).toEqual(['aio_secret', '***', '##[error]***']);
    expect(log.annotations).toEqual([{ level: 'error', message: '***' }]);
    expect(log.commands[0]).toEqual({ name: 'add-mask', properties: {}, data: '***' });
  });

  test('warns of an empty mask', () => {
    expect(read('::add-mask::').annotations[0]?.level).toBe('warning');
  });

  test('takes commands for text between stop-commands and its token', () => {
    const log = read(
      '::stop-commands::token-1',
      '::error::text',
      '##[error]text',
      '::other-token::',
      '::TOKEN-1::',
      '::error::command',
    );

    expect(log.annotations).toEqual([{ level: 'error', message: 'command' }]);
    expect(log.lines.slice(1, 4)).toEqual(['::error::text', '##[error]text', '::other-token::']);
  });

  test('refuses a stop token that is itself a command', () => {
    const log = read('::stop-commands::error', '::error::still followed');

    expect(log.failed).toBe(true);
    expect(log.annotations).toHaveLength(2);
  });

  test('reads outputs and states set by the old commands', () => {
    const log = read('::set-output name=status::rendered', '::save-state name=task-id::t1');

    expect(log.legacyOutputs).toEqual({ status: 'rendered' });
    expect(log.legacyState).toEqual({ 'task-id': 't1' });
  });

  test.each(['::set-env name=A::b', '::add-path::/opt'])('fails the step on %s', (line) => {
    expect(read(line).failed).toBe(true);
  });

  test('passes each shown line on as it comes', () => {
    const shown: string[] = [];
    const writer = createStepLog({
      masker: createSecretMasker(['secret']),
      debug: true,
      onLine: (line) => shown.push(line),
    });

    writer.accept('a secret');
    writer.accept('::debug::shown now');
    writer.fail('The runner failed it.');

    expect(shown).toEqual(['a ***', '##[debug]shown now', '##[error]The runner failed it.']);
    expect(writer.log.failed).toBe(true);
  });
});
