import { expect, test } from 'vitest';
import { pushCredentials } from './push-credentials.ts';

test('the token goes to its own server only', () => {
  const environment = { GITHUB_TOKEN: 'ghs_example', GITHUB_SERVER_URL: 'https://ghe.example.com' };

  expect(pushCredentials(environment)).toEqual({
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.https://ghe.example.com/.extraheader',
    GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic eC1hY2Nlc3MtdG9rZW46Z2hzX2V4YW1wbGU=',
  });
});

test('without a token git pushes as it always does', () => {
  expect(pushCredentials({})).toEqual({});
});
