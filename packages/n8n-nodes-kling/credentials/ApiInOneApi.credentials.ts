import type {
  IAuthenticateGeneric,
  ICredentialTestRequest,
  ICredentialType,
  Icon,
  INodeProperties,
} from 'n8n-workflow';

/** The key of an API in One account, and where the API is. */
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
        'Must start with https://, so that nobody can read the key on the way. Only this machine (127.0.0.1, localhost) may be reached by http://.',
    },
  ];

  authenticate: IAuthenticateGeneric = {
    type: 'generic',
    properties: { headers: { Authorization: '=Bearer {{$credentials.apiKey.trim()}}' } },
  };

  /** Reads a task that does not exist: costs nothing, and a right key is answered with a 404. */
  test: ICredentialTestRequest = {
    request: {
      baseURL: '={{$credentials.baseUrl}}',
      url: '/api/v1/tasks/credential_test',
      ignoreHttpStatusErrors: { ignore: true, except: [401, 403, 500, 502, 503, 504] },
    },
    rules: [
      {
        type: 'responseCode',
        properties: { value: 401, message: 'The API refused this key. Check that it is complete.' },
      },
      {
        type: 'responseCode',
        properties: { value: 403, message: 'The API refused this key. Check that it is complete.' },
      },
    ],
  };
}
