/**
 * Makes git push with GITHUB_TOKEN, by environment variables: nothing is written to a file that
 * a later step could read, and the token is on no command line.
 */
export function pushCredentials(environment: NodeJS.ProcessEnv): Record<string, string> {
  const { GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_TOKEN: token } = environment;
  if (!token) return {};
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
