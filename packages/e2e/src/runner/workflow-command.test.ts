import { describe, expect, test } from 'vitest';
import { parseWorkflowCommand } from './workflow-command.ts';

const registered = new Set(['add-mask', 'error', 'group', 'endgroup', 'stop-commands']);
const parse = (line: string) => parseWorkflowCommand(line, (name) => registered.has(name));

describe('the current form', () => {
  test.each([
    ['::error::It failed.', 'error', {}, 'It failed.'],
    ['::error title=No key::Set it.', 'error', { title: 'No key' }, 'Set it.'],
    [
      '::error file=a.yml,line=3,endLine=4::Bad.',
      'error',
      { file: 'a.yml', line: '3', endline: '4' },
      'Bad.',
    ],
    ['::error title=a%2Cb%3A c::d', 'error', { title: 'a,b: c' }, 'd'],
    ['::error::one%0Atwo%0D%25', 'error', {}, 'one\ntwo\r%'],
    ['::error::%250A is text', 'error', {}, '%0A is text'],
    [' \t ::add-mask::aio_secret', 'add-mask', {}, 'aio_secret'],
    ['::endgroup::', 'endgroup', {}, ''],
    ['::group::a::b', 'group', {}, 'a::b'],
    ['::error title=,line=::empty', 'error', {}, 'empty'],
  ])('%s', (line, name, properties, data) => {
    expect(parse(line)).toEqual({ name, properties, data });
  });

  test.each([
    ['it follows other text', 'prompt: ::error::no'],
    ['the name is unknown', '::frobnicate::no'],
    ['the second :: is missing', '::error no'],
    ['there is nothing', ''],
  ])('is not found if %s', (_reason, line) => {
    expect(parse(line)).toBeUndefined();
  });
});

describe('the legacy form', () => {
  test.each([
    ['##[error]It failed.', 'error', {}, 'It failed.'],
    ['prompt: a fox ##[add-mask]fox', 'add-mask', {}, 'fox'],
    ['##[error file=a.yml;line=3]Bad%3B%5D', 'error', { file: 'a.yml', line: '3' }, 'Bad;]'],
  ])('%s is a command at any place', (line, name, properties, data) => {
    expect(parse(line)).toEqual({ name, properties, data });
  });

  test('is found among characters that the runner ignores', () => {
    expect(parse('a #\u200B#[error]b')?.name).toBe('error');
    expect(parse('\uFEFF:\u200D:error::b')?.name).toBe('error');
  });

  test.each(['## [error]no', '##[section]no', '##[error no', '#[error]no'])(
    '%s is text',
    (line) => {
      expect(parse(line)).toBeUndefined();
    },
  );
});
