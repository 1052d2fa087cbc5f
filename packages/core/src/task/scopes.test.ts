import { describe, expect, test } from 'vitest';

import { scopesOf } from './scopes.ts';

describe('The parts of a response', () => {
  const task = { id: 'task_1' };

  test.each([
    [{ data: task }, [task]],
    [{ data: [task, {}] }, [task]],
    [{ data: [] }, []],
    [{ data: 'text' }, []],
    [{ data: null }, []],
    [task, []],
  ])('are the top level and what is in data: %j', (response, inner) => {
    expect(scopesOf(response)).toEqual({ inner, envelope: [response], results: [] });
  });

  test.each([null, 'text', undefined, [], ['text']])('are none in %j', (response) => {
    expect(scopesOf(response)).toEqual({ inner: [], envelope: [], results: [] });
  });

  test('of a list are those of its first entry', () => {
    expect(scopesOf([{ data: task }, {}])).toEqual(scopesOf({ data: task }));
  });

  test('are what relays put into data within data, three levels deep', () => {
    const fourth = { data: task };
    const third = { data: fourth };
    const second = { data: third };

    expect(scopesOf({ data: second }).inner).toEqual([second, third, fourth]);
  });

  test('are the results, those in data first', () => {
    const response = { data: { response_data: [{ id: 1 }, {}], output: 'text' }, task: { id: 2 } };

    expect(scopesOf(response).results).toEqual([{ id: 1 }, { id: 2 }]);
  });
});
