import type {
  ICredentialDataDecryptedObject,
  ICredentialType,
  Icon,
  IHttpRequestOptions,
  INodeProperties,
} from 'n8n-workflow';

/**
 * The key of an API in One account, and where the API is. Tested by `testApiInOne` of both nodes: a
 * declarative test could send the key anywhere, and would pass for the 404 of any server.
 */
export class ApiInOneApi implements ICredentialType {
  name = 'apiInOneApi';

  displayName = 'API in One API';

  icon: Icon = { light: 'file:../icons/kling.svg', dark: 'file:../icons/kling.dark.svg' };

  documentationUrl =
    'https://github.com/kling-automation/kling-automation/tree/main/packages/n8n-nodes-kling#credentials';

  properties: INodeProperties[] = [
    {
      displayName: 'API Key',
      name: 'apiKey',
      type: 'string',
      typeOptions: { password: true },
      required: true,
      default: '',
      placeholder: 'e.g. aio_…',
      description: 'Create one in the API in One dashboard, under API Keys. It starts with aio_.',
    },
    {
      displayName: 'Base URL',
      name: 'baseUrl',
      type: 'string',
      default: 'https://apiin.one',
      description:
        'Must start with https://, because the key could be read on the way otherwise. Only this machine (127.0.0.1, localhost) may be reached by http://.',
    },
  ];

  /**
   * A function, not a pattern: n8n can evaluate a pattern only while an execution runs, and a parked
   * one is watched meanwhile.
   */
  async authenticate(
    { apiKey }: ICredentialDataDecryptedObject,
    request: IHttpRequestOptions,
  ): Promise<IHttpRequestOptions> {
    const authorization = `Bearer ${String(apiKey).trim()}`;
    return { ...request, headers: { ...request.headers, Authorization: authorization } };
  }
}
