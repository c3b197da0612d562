package org.almagest.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/// What parameters cannot be: streams, large objects and the like.
abstract class UnsupportedParameters extends EngineStatement implements PreparedStatement {
    UnsupportedParameters(AlmagestConnection connection) {
        super(connection);
    }

    @Override
    public void setAsciiStream(int parameter, InputStream value) throws SQLException {
        throw Failures.unsupported("setAsciiStream");
    }

    @Override
    public void setAsciiStream(int parameter, InputStream value, int length) throws SQLException {
        throw Failures.unsupported("setAsciiStream");
    }

    @Override
    public void setAsciiStream(int parameter, InputStream value, long length) throws SQLException {
        throw Failures.unsupported("setAsciiStream");
    }

    @Override
    public void setBinaryStream(int parameter, InputStream value) throws SQLException {
        throw Failures.unsupported("setBinaryStream");
    }

    @Override
    public void setBinaryStream(int parameter, InputStream value, int length) throws SQLException {
        throw Failures.unsupported("setBinaryStream");
    }

    @Override
    public void setBinaryStream(int parameter, InputStream value, long length) throws SQLException {
        throw Failures.unsupported("setBinaryStream");
    }

    @Override
    public void setBlob(int parameter, InputStream value) throws SQLException {
        throw Failures.unsupported("setBlob");
    }

    @Override
    public void setBlob(int parameter, Blob value) throws SQLException {
        throw Failures.unsupported("setBlob");
    }

    @Override
    public void setBlob(int parameter, InputStream value, long length) throws SQLException {
        throw Failures.unsupported("setBlob");
    }

    @Override
    public void setCharacterStream(int parameter, Reader value) throws SQLException {
        throw Failures.unsupported("setCharacterStream");
    }

    @Override
    public void setCharacterStream(int parameter, Reader value, int length) throws SQLException {
        throw Failures.unsupported("setCharacterStream");
    }

    @Override
    public void setCharacterStream(int parameter, Reader value, long length) throws SQLException {
        throw Failures.unsupported("setCharacterStream");
    }

    @Override
    public void setClob(int parameter, Reader value) throws SQLException {
        throw Failures.unsupported("setClob");
    }

    @Override
    public void setClob(int parameter, Clob value) throws SQLException {
        throw Failures.unsupported("setClob");
    }

    @Override
    public void setClob(int parameter, Reader value, long length) throws SQLException {
        throw Failures.unsupported("setClob");
    }

    @Override
    public void setNCharacterStream(int parameter, Reader value) throws SQLException {
        throw Failures.unsupported("setNCharacterStream");
    }

    @Override
    public void setNCharacterStream(int parameter, Reader value, long length) throws SQLException {
        throw Failures.unsupported("setNCharacterStream");
    }

    @Override
    public void setNClob(int parameter, Reader value) throws SQLException {
        throw Failures.unsupported("setNClob");
    }

    @Override
    public void setNClob(int parameter, NClob value) throws SQLException {
        throw Failures.unsupported("setNClob");
    }

    @Override
    public void setNClob(int parameter, Reader value, long length) throws SQLException {
        throw Failures.unsupported("setNClob");
    }

    @Override
    public void setRef(int parameter, Ref value) throws SQLException {
        throw Failures.unsupported("setRef");
    }

    @Override
    public void setRowId(int parameter, RowId value) throws SQLException {
        throw Failures.unsupported("setRowId");
    }

    @Override
    public void setSQLXML(int parameter, SQLXML value) throws SQLException {
        throw Failures.unsupported("setSQLXML");
    }

    @Override
    public void setURL(int parameter, URL value) throws SQLException {
        throw Failures.unsupported("setURL");
    }

    @Deprecated
    @Override
    public void setUnicodeStream(int parameter, InputStream value, int length) throws SQLException {
        throw Failures.unsupported("setUnicodeStream");
    }
}
