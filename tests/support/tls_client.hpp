// The client's side of TLS over a socket that is connected already, for tests; it trusts one
// certificate and no other, and wants it to be of 127.0.0.1.
#pragma once

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <string>
#include <string_view>

namespace proofbox::test {

class TlsClient {
 public:
  TlsClient(int socket, std::string_view trusted_pem) : context_(SSL_CTX_new(TLS_client_method())) {
    auto* const bytes = BIO_new_mem_buf(trusted_pem.data(), static_cast<int>(trusted_pem.size()));
    auto* const certificate = PEM_read_bio_X509(bytes, nullptr, nullptr, nullptr);
    BIO_free(bytes);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), certificate);
    X509_free(certificate);
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER, nullptr);
    tls_ = SSL_new(context_);
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_), "127.0.0.1");
    SSL_set_fd(tls_, socket);
    connected_ = SSL_connect(tls_) == 1;
  }
  TlsClient(TlsClient const&) = delete;
  ~TlsClient() {
    SSL_free(tls_);
    SSL_CTX_free(context_);
  }

  // The handshake succeeded, and the certificate is the trusted one.
  bool is_connected() const { return connected_; }

  bool send(std::string_view text) {
    return SSL_write(tls_, text.data(), static_cast<int>(text.size())) ==
           static_cast<int>(text.size());
  }

  // All that comes until `enough` is in it, or the server ends the connection as TLS wants it ended
  // ("[closed]") or otherwise ("[cut]").
  std::string receive(std::string_view enough = "\1") {
    std::string text;
    char bytes[4096];
    while (text.find(enough) == std::string::npos) {
      auto const read = SSL_read(tls_, bytes, sizeof bytes);
      if (read <= 0)
        return text + (SSL_get_error(tls_, read) == SSL_ERROR_ZERO_RETURN ? "[closed]" : "[cut]");
      text.append(bytes, static_cast<std::size_t>(read));
    }
    return text;
  }

 private:
  SSL_CTX* context_;
  SSL* tls_ = nullptr;
  bool connected_ = false;
};

}  // namespace proofbox::test
