// A fault on demand: imported before the program, it throws where nobody catches when it gets SIGUSR2.
process.on('SIGUSR2', () => {
  throw new Error('a fault of the test');
});
