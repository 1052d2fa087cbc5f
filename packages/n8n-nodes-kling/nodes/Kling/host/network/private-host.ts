import { isLoopback } from '@kling-automation/core';

/** Reports whether only the own network can reach a host: then API in One cannot. */
export function isPrivate(url: URL): boolean {
  const { hostname } = url;
  const isPrivateName =
    /\.(home\.arpa|internal|lan|local|localhost)$/.test(hostname) || !/[.:]/.test(hostname);
  return (
    isLoopback(url) || isPrivateName || privateIpv4.test(hostname) || privateIpv6.test(hostname)
  );
}

/** 100.64.0.0/10 is what providers share among their customers. */
const privateIpv4 =
  /^(?=[\d.]+$)(10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.0\.0\.0$)/;

const privateIpv6 = /^\[(::\]|f[cd]|fe[89ab])/;
