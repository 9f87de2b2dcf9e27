/// The version that every program prints with `--version`.
package let programVersion = "0.1.0"
