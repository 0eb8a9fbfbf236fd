import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { clientAddress, limitKey, parseTrustedProxies } from './client-address';

const nobody = parseTrustedProxies(undefined);
const proxies = parseTrustedProxies('loopback, 10.0.0.0/8, 2001:db8::/32');

describe('the address of a client', () => {
  it('is the socket, whatever the request claims', () => {
    expect(clientAddress('192.0.2.7', '198.51.100.1', nobody)).toBe('192.0.2.7');
    expect(clientAddress('::ffff:192.0.2.7', '198.51.100.1', nobody)).toBe('192.0.2.7');
    expect(clientAddress('192.0.2.7', '198.51.100.1', proxies)).toBe('192.0.2.7');
    expect(clientAddress(undefined, undefined, nobody)).toBe('unknown');
  });

  it('is what the nearest trusted proxy saw', () => {
    expect(clientAddress('127.0.0.1', '203.0.113.9', proxies)).toBe('203.0.113.9');
    expect(clientAddress('::1', 'made-up, 203.0.113.9, 10.1.2.3', proxies)).toBe('203.0.113.9');
    expect(clientAddress('2001:db8::5', '::ffff:203.0.113.9', proxies)).toBe('203.0.113.9');
  });

  it('stays with the proxy when the header says nothing usable', () => {
    expect(clientAddress('127.0.0.1', undefined, proxies)).toBe('127.0.0.1');
    expect(clientAddress('127.0.0.1', 'nonsense', proxies)).toBe('127.0.0.1');
    expect(clientAddress('127.0.0.1', '', proxies)).toBe('127.0.0.1');
  });

  it('is counted by network where one customer owns a network', () => {
    expect(limitKey('192.0.2.7')).toBe('192.0.2.7');
    expect(limitKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(limitKey('2001:0DB8:1:2::6')).toBe('2001:db8:1:2::/64');
    expect(limitKey('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
    expect(limitKey('::1')).toBe('0:0:0:0::/64');
    expect(limitKey('unknown')).toBe('unknown');
  });

  it('is not left to a mistyped setting', () => {
    for (const setting of ['yes', '10.0.0.0/33', '10.0.0.0/x', '1.2.3']) {
      expect(() => parseTrustedProxies(setting)).toThrow(SfumatoError);
    }
  });
});
