// What `gatewayctl plugin new` writes.
